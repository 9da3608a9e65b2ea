//! Why somebody is not let in, and what they are told.

/// Why somebody is not let in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There are no credentials, or they cannot be read.
    Missing,
    /// The cookie of the challenge did not come back.
    NoCookie,
    /// The proof does not hold.
    Wrong,
    /// The proof holds, but its nonce may not be used.
    Stale,
}

impl Refusal {
    /// What the client is told.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Missing => {
                "Prove who you are: answer the challenge in WWW-Authenticate with Digest credentials."
            }
            Self::NoCookie => {
                "The cookie that came with the challenge is missing. Send it back with your credentials."
            }
            Self::Wrong => {
                "The proof is wrong: the name, the password, or something else that is hashed with them."
            }
            Self::Stale => {
                "The proof is right, but its nonce may not be used any more. Answer the new challenge."
            }
        }
    }
}
