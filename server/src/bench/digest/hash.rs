//! What a client proves to know, hashed (RFC 7616, section 3.4.1).

use md5::Md5;
use sha2::{Digest, Sha256, Sha512, Sha512_256};

use super::credentials::Credentials;

/// A hash algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Md5,
    Sha256,
    Sha512Of256,
    Sha512,
}

impl Algorithm {
    /// The algorithm of this name, in whatever case.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Md5, Self::Sha256, Self::Sha512Of256, Self::Sha512]
            .into_iter()
            .find(|it| it.name().eq_ignore_ascii_case(name))
    }

    /// Its name, as a challenge gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512Of256 => "SHA-512-256",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The hash of some parts with colons between them, in hexadecimal.
    fn of(self, parts: &[&[u8]]) -> String {
        let text = parts.join(&b':');
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
            Self::Sha512Of256 => hex(&Sha512_256::digest(text)),
            Self::Sha512 => hex(&Sha512::digest(text)),
        }
    }
}

/// Bytes in hexadecimal.
pub(in crate::bench) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|it| [it >> 4, it & 15])
        .map(|it| char::from(DIGITS[usize::from(it)]))
        .collect()
}

/// What goes into the hashes.
pub(super) struct Proof<'a> {
    pub algorithm: Algorithm,
    pub brought: &'a Credentials,
    pub user: &'a str,
    pub password: &'a str,
    pub method: &'a str,
    pub body: &'a [u8],
}

impl Proof<'_> {
    /// Whether the client's hash is the one that somebody makes who knows the password.
    pub fn holds(&self) -> bool {
        self.brought.username == self.user
            && same(&self.brought.response, &self.response(self.method))
    }

    /// The hash with which the server proves the same to the client: as the client's, without the method.
    pub fn of_the_server(&self) -> String {
        self.response("")
    }

    fn response(&self, method: &str) -> String {
        let (hash, it) = (self.algorithm, self.brought);
        let secret = hash.of(&[
            self.user.as_bytes(),
            it.realm.as_bytes(),
            self.password.as_bytes(),
        ]);
        let request = match it.qop.as_deref() {
            Some("auth-int") => hash.of(&[
                method.as_bytes(),
                it.uri.as_bytes(),
                hash.of(&[self.body]).as_bytes(),
            ]),
            _ => hash.of(&[method.as_bytes(), it.uri.as_bytes()]),
        };
        match (&it.qop, &it.count_text, &it.cnonce) {
            (Some(qop), Some(count), Some(cnonce)) => hash.of(&[
                secret.as_bytes(),
                it.nonce.as_bytes(),
                count.as_bytes(),
                cnonce.as_bytes(),
                qop.as_bytes(),
                request.as_bytes(),
            ]),
            _ => hash.of(&[secret.as_bytes(), it.nonce.as_bytes(), request.as_bytes()]),
        }
    }
}

/// Compares in a time that does not tell where the difference is.
fn same(one: &str, other: &str) -> bool {
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (one, other)| sum | (one ^ other));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::*;

    /// The examples of RFC 7616, section 3.9.1.
    fn example(algorithm: Algorithm, response: &str) -> bool {
        let text = format!(
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm={}, \
             nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, \
             cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"{response}\", \
             opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
            algorithm.name()
        );
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&text).unwrap());
        let brought = Credentials::of(&headers).unwrap();
        Proof {
            algorithm,
            brought: &brought,
            user: "Mufasa",
            password: "Circle of Life",
            method: "GET",
            body: b"",
        }
        .holds()
    }

    #[test]
    fn the_hashes_are_those_of_the_standard() {
        assert!(example(Algorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec"));
        assert!(example(
            Algorithm::Sha256,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
        ));
        assert!(!example(
            Algorithm::Sha256,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c2"
        ));
    }
}
