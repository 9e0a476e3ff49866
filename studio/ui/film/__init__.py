"""The page Film: a clip is opened, its scenes are seen, corrected, played and coloured."""
