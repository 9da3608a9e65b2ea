//! Assembles `sandbox.html`: one document that needs nothing else, with a policy that allows exactly its own script.
//! The server sends the same policy as a header; a file host that cannot is covered by the `<meta>` here.

use anyhow::{Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Where the frame's script wants the worker's script, as a string.
const TOKEN: &str = "\"__AGENT__\"";

/// The document, of the frame's script and the script of the workers that it starts.
pub fn document(frame: &str, agent: &str) -> Result<String> {
    ensure!(
        frame.matches(TOKEN).count() == 1,
        "app/sandbox/frame.js must hold {TOKEN} exactly once: the agent's script goes there"
    );
    let script = frame.trim_end().replace(TOKEN, &string_literal(agent)?);
    let lower = script.to_ascii_lowercase();
    ensure!(
        !lower.contains("</script") && !lower.contains("<!--"),
        "app/sandbox/frame.js must not hold `</script` or `<!--`: they would end it early"
    );
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    Ok(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-{hash}' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'\">\
         <title>Sandbox</title><script>{script}</script></html>\n"
    ))
}

/// Text as a JavaScript string that may stand inside a `<script>`.
fn string_literal(text: &str) -> Result<String> {
    let json = serde_json::to_string(text)?;
    Ok(json
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_very_script_that_is_inside() {
        let document = document(
            "start(\"__AGENT__\");\n",
            "postMessage('</script><!-- hi');",
        )
        .expect("a whole frame");
        let (_, rest) = document.split_once("<script>").expect("a script");
        let (script, _) = rest.split_once("</script>").expect("and its end");
        assert_eq!(
            script,
            r#"start("postMessage('\u003c/script>\u003c!-- hi');");"#
        );
        let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
        assert!(document.contains(&format!("'sha256-{hash}'")), "{document}");
    }

    #[test]
    fn the_policy_allows_that_script_workers_and_nothing_else() {
        let document = document("start(\"__AGENT__\");", "").expect("a whole frame");
        let parts = document.split_once("content=\"").expect("a policy");
        let (policy, _) = parts.1.split_once('"').expect("and its end");
        let (before, rest) = policy.split_once("'sha256-").expect("a hash");
        let (_, after) = rest.split_once('\'').expect("and its end");
        assert_eq!(
            format!("{before}'sha256-…'{after}"),
            "default-src 'none'; script-src 'sha256-…' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; \
             base-uri 'none'; form-action 'none'"
        );
        let (head, _) = document.split_once("<script").expect("a script");
        assert!(
            head.contains("<meta http-equiv=\"Content-Security-Policy\" content=\""),
            "the policy comes before the script: {head}"
        );
        assert_eq!(document.matches("http-equiv").count(), 1, "{document}");
    }

    #[test]
    fn a_frame_without_its_token_or_with_an_early_end_is_refused() {
        assert!(document("start();", "").is_err());
        assert!(document("start(\"__AGENT__\", '</SCRIPT>');", "").is_err());
    }
}
