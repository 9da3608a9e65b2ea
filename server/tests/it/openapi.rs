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

#[tokio::test]
async fn no_two_operations_have_the_same_id() {
    let description = get("/openapi.json").await.json();
    let mut ids = std::collections::HashSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{method} {path}: {id}");
        }
    }
    assert!(ids.contains("get_lab_origins_name_state"));
}

/// All references in a part of the description.
fn references(part: &Value, found: &mut Vec<String>) {
    match part {
        Value::Object(fields) => {
            found.extend(
                fields
                    .get("$ref")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|it| references(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let description = get("/openapi.json").await.json();
    let mut found = Vec::new();
    references(&description, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}
