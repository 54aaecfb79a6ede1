"""What people say of how they are served: petitions, their answers, and ratings."""
