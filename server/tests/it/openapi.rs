//! `GET /openapi.json`: what it says is what is there.

use serde_json::Value;

use crate::support::get;

#[tokio::test]
async fn every_operation_has_an_id_of_its_own() {
    let description = get("/openapi.json").await.json();
    let paths = description["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|it| it.as_object().unwrap().values());
    let mut ids: Vec<&str> = operations
        .map(|it| it["operationId"].as_str().unwrap())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(all > 70);
}

#[tokio::test]
async fn the_description_names_the_routes_and_their_errors() {
    let answer = get("/openapi.json").await;
    assert_eq!(answer.field("content-type"), "application/json");
    let description: Value = answer.json();
    assert_eq!(description["openapi"], "3.1.0");
    let greeting = &description["paths"]["/api/greeting"]["get"];
    assert_eq!(greeting["parameters"][0]["name"], "name");
    assert!(greeting["responses"]["422"]["content"]["application/problem+json"].is_object());
}
