"""Child processes: what starts a job, what confines it, and the windows it shows."""
