"""Response levels 响应等级: the post that decides, the meeting, the staff, and all who act at a level."""
