"""The live tabletop exercise 桌面推演: people decide in the model that batch runs use."""
