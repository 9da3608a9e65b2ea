//! The mistakes that the judge can tell apart, by what it saw.

use serde::{Deserialize, Serialize};

/// A mistake, named after what was seen. Authors attach their own words and a hint to it by its kebab-case name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symptom {
    /// The code is no JavaScript.
    SyntaxError,
    /// `import` or `export` in code that is no module.
    ModuleSyntax,
    /// The code threw before the function was ever called.
    ThrewOnLoad,
    /// There is no function of the expected name.
    EntryMissing,
    /// The expected name stands for something that is no function.
    EntryNotFunction,
    /// No answer in time.
    Timeout,
    /// The memory ran out.
    Memory,
    /// The call stack overflowed: a function calls itself without end.
    StackOverflow,
    /// The function threw.
    Threw,
    /// Nothing was returned.
    ReturnedUndefined,
    /// `null` was returned.
    ReturnedNull,
    /// Text was returned where an object was expected.
    ReturnedString,
    /// A number was returned: most likely the status alone.
    ReturnedNumber,
    /// A list was returned.
    ReturnedArray,
    /// A promise was returned where none is allowed.
    ReturnedPromise,
    /// Something else that is no response was returned.
    ReturnedOther,
    /// The object has no `status`.
    MissingStatus,
    /// The object has no `body`.
    MissingBody,
    /// The status is text: `"200"`.
    StatusIsString,
    /// The status is something else that is no number.
    StatusNotNumber,
    /// The status, the body or the headers are a promise of what they should be.
    PartIsPromise,
    /// The body is an object.
    BodyIsObject,
    /// The body is something else that is no text.
    BodyNotString,
    /// The headers are no object of names and values.
    HeadersNotObject,
    /// A header field that must be there is missing.
    HeaderMissing,
    /// A header field has another value.
    HeaderWrong,
    /// A header field's value is no text.
    HeaderNotString,
    /// A header field is there that must not be.
    HeaderUnwanted,
    /// The body should be JSON, and is not.
    BodyNotJson,
    /// The body is JSON, but says something else.
    JsonDiffers,
    /// A path with a query was answered as if the query were part of the path.
    QueryNotIgnored,
    /// A method in the wrong case was taken for the real one.
    MethodCase,
    /// A path that is nearly a known one was taken for it: other case, a slash too many.
    PathNotExact,
    /// 404 where 405 is right: the path is known, the method is not.
    NotFoundForMethod,
    /// 405 where 404 is right: the path is not known at all.
    MethodForNotFound,
    /// The body is right but for upper and lower case, spaces or punctuation.
    BodyNearlyRight,
    /// The status is right, the body is not.
    WrongBody,
    /// The body is right, the status is not.
    WrongStatus,
    /// Neither is right: another rule answered.
    WrongAnswer,
    /// A client waits for something that never comes.
    NeverSettled,
    /// A client waits for longer than anybody would.
    WaitsTooLong,
    /// A client sends one request after the other, without end.
    RequestsWithoutEnd,
    /// A client sets one timer after the other, without end.
    TimersWithoutEnd,
    /// A client sends no request.
    NoRequest,
    /// A client sends more requests than it should.
    MoreRequests,
    /// A client sends fewer requests than it should.
    FewerRequests,
    /// A request has another method or another URL than it should.
    WrongRequest,
    /// A header field that must stay the same over all tries does not.
    HeaderVaries,
    /// A request comes too soon after the one before.
    TooSoon,
    /// A request, or the end, comes too late.
    TooLate,
    /// Too many requests are under way at the same time.
    TooManyAtOnce,
    /// A request that should be aborted is not, or the other way round.
    NotAborted,
    /// A client should throw, and returns.
    ShouldThrow,
    /// A client should throw, and throws something else.
    WrongError,
    /// A client returns the response instead of what is in it.
    ReturnedResponse,
    /// A client returns another value than it should.
    WrongResult,
    /// Every answer is right, but a line does not stand as deep as its block.
    Indentation,
    /// More was returned or logged than the judge reads.
    TooMuchOutput,
    /// Lines came out of the sandbox that its agent does not send.
    Interfered,
    /// The learner stopped the run.
    Cancelled,
    /// The sandbox did not start.
    Unavailable,
}

impl Symptom {
    /// The name by which authors call it: `query-not-ignored`.
    pub fn name(self) -> String {
        // A variant without content is written as a string.
        let name = serde_json::to_string(&self).unwrap_or_default();
        name.trim_matches('"').to_owned()
    }
}
