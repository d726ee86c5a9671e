"""What a log tells: laws that must hold in it, figures that follow from it. Pure folds, never the model."""
