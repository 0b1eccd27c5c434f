"""What runs in a child process: one module per flow that touches secrets."""
