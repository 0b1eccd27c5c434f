"""Where each browser looks for native-messaging hosts, and how ours is put there."""
