"""Messages to persons by e-mail and SMS."""
