//! `GET /api/greeting?name=Alice`: an answer that depends on what was asked.

use axum::extract::RawQuery;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    fields::Twice,
    json::Json,
    problem::{Error, Problem},
    query,
    services::Services,
};

/// The longest name that is greeted, in characters.
pub const MAX_NAME: usize = 80;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(greeting))
}

#[derive(Serialize, ToSchema)]
struct Greeting {
    message: String,
}

/// Greet somebody by name.
#[utoipa::path(
    get,
    path = "/api/greeting",
    tag = "basics",
    params(("name" = Option<String>, Query, max_length = 80, description = "Whom to greet: once, and at most 80 characters. `World` where there is none.")),
    responses(
        (status = 200, body = Greeting),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn greeting(RawQuery(query): RawQuery) -> Result<Json<Greeting>, Error> {
    let name = name_of(query.as_deref().unwrap_or_default())?;
    Ok(Json(Greeting {
        message: format!("Hello, {name}!"),
    }))
}

/// The name that a query asks to greet: `World` where there is none or an empty one. Other parameters are ignored.
///
/// # Errors
/// [`Error::NameTwice`] when it stands there more than once, [`Error::NameTooLong`] beyond [`MAX_NAME`].
fn name_of(query: &str) -> Result<String, Error> {
    let name = query::single(query, "name").map_err(|Twice| Error::NameTwice)?;
    let name = name.unwrap_or_default();
    let length = name.chars().count();
    if length > MAX_NAME {
        return Err(Error::NameTooLong { length });
    }
    if name.trim().is_empty() {
        return Ok("World".to_owned());
    }
    Ok(name.into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_is_decoded_as_forms_encode_it() {
        for (query, name) in [
            ("", "World"),
            ("name", "World"),
            ("name=", "World"),
            ("name=+%20", "World"),
            ("other=Bob", "World"),
            ("name=Alice", "Alice"),
            ("a=1&name=Ada+Lovelace&b=2", "Ada Lovelace"),
            ("n%61me=Zo%C3%AB", "Zoë"),
            ("name=50%", "50%"),
            ("name=a=b", "a=b"),
        ] {
            assert_eq!(name_of(query).unwrap(), name, "{query}");
        }
    }

    #[test]
    fn a_second_name_is_an_error_and_not_a_guess() {
        assert!(matches!(name_of("name=a&name=b"), Err(Error::NameTwice)));
    }

    #[test]
    fn the_length_counts_characters() {
        let longest = "é".repeat(MAX_NAME);
        assert_eq!(name_of(&format!("name={longest}")).unwrap(), longest);
        assert!(matches!(
            name_of(&format!("name={longest}é")),
            Err(Error::NameTooLong { length }) if length == MAX_NAME + 1
        ));
    }

    proptest! {
        #[test]
        fn any_name_survives_the_way_through_a_query(name in "\\PC{1,80}") {
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("before", "1")
                .append_pair("name", &name)
                .finish();
            let expected = if name.trim().is_empty() { "World" } else { name.as_str() };
            prop_assert_eq!(name_of(&query).unwrap(), expected);
        }

        #[test]
        fn no_query_makes_it_panic(query in ".*") {
            let _ = name_of(&query);
        }
    }
}
