"""Processes of our own: starting a job, the window, the terminal, the sandbox."""
