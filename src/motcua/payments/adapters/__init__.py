"""Payment platforms, one file each; `registry` names those that this site is connected to."""
