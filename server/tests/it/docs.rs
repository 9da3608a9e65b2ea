//! `/docs/`: the description to browse.

use super::support::get;

#[tokio::test]
async fn the_pages_come_from_this_server_alone() {
    let page = get("/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.field("content-type").starts_with("text/html"));
    assert!(
        page.field("content-security-policy")
            .contains("script-src 'self';")
    );
    assert!(!page.body.contains("https://"), "{}", page.body);
    for part in page.body.split("src=\"").skip(1) {
        let file = part.split('"').next().unwrap().trim_start_matches("./");
        let script = get(&format!("/docs/{file}")).await;
        assert_eq!(script.status, 200, "{file}");
        assert!(
            script.field("content-type").contains("javascript"),
            "{file}"
        );
    }
    let start = get("/docs/swagger-initializer.js").await;
    assert!(
        start.body.contains("\"url\": \"/openapi.json\""),
        "{}",
        start.body
    );
}

#[tokio::test]
async fn without_the_slash_it_leads_to_the_page_and_nothing_else_is_there() {
    let answer = get("/docs").await;
    assert_eq!(
        (answer.status.as_u16(), answer.field("location")),
        (308, "/docs/")
    );
    get("/docs/nope.js").await.problem(404);
}
