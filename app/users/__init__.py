"""People: roles and permissions, sign-in and second factor, sessions, and their own preferences."""
