"""Who holds a bank account: asked at Flip before money is sent to it, and remembered with its age."""
