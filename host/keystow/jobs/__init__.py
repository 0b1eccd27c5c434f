"""What runs in a child process: each job tells one story, with a surface and storage as ports."""
