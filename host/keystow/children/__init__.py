"""Child processes: how a job is started, what it runs in, and the window it speaks through."""
