//! Text of `data/` turned into what the domain trusts.
