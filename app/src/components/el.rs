//! Elements whose types are all the same. `view!` makes a type of every element, and code for each: for the parts
//! with many small views that was half of what a learner downloads. Here an element is a tag, a list of attributes
//! and a list of children, and Leptos compiles one.

use std::sync::{Arc, Mutex};

use leptos::{
    attr::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    ev,
    html::{self, ElementType, InnerHtml},
    prelude::*,
    tachys::{
        html::{element::inner_html, event, node_ref::node_ref},
        view::{add_attr::AddAnyAttr, iterators::StaticVec},
    },
};
use wasm_bindgen::JsCast;

use super::{erase::Erase, icon::Icon};

/// An element being put together. It is boxed, and most of its methods are never inlined, so that a chain of calls is
/// little code.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this tag. Only `input` may be a tag that has no end.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// A button of these classes.
#[inline(never)]
pub fn button(class: &'static str) -> El {
    el("button").set("type", "button").class(class)
}

/// An icon by name.
#[inline(never)]
pub fn icon(name: &'static str) -> AnyView {
    view! { <Icon name/> }.fixed()
}

/// A text.
#[inline(never)]
pub fn text(text: impl Into<String>) -> AnyView {
    text.into().into_any()
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Views one after the other.
#[inline(never)]
pub fn all(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).fixed()
}

/// A view that is made anew whenever what it reads has changed.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    shared_view(Arc::new(Mutex::new(view)))
}

/// What is called anew, shared as Leptos shares it.
type Shared<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

#[inline(never)]
fn shared_view(view: Shared<AnyView>) -> AnyView {
    view.into_any()
}

/// A view for each id, kept while the id is in the list.
pub fn each(
    ids: impl Fn() -> Vec<u32> + Send + Sync + 'static,
    view: impl Fn(u32) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    type Ids = Box<dyn Fn() -> Vec<u32> + Send + Sync>;
    type Make = Arc<dyn Fn(u32) -> AnyView + Send + Sync>;
    fn keyed(ids: Ids, make: Make) -> AnyView {
        view! { <For each=ids key=|id| *id children=move |id| make(id)/> }.into_any()
    }
    keyed(Box::new(ids), Arc::new(view))
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub fn set(self, name: &'static str, value: impl Into<String>) -> Self {
        self.attribute(custom_attribute(name, value.into()).into_any_attr())
    }

    /// Sets the classes.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.set("class", class)
    }

    /// Sets an attribute that is there without a value, or does without it.
    pub fn flag(self, name: &'static str, there: bool) -> Self {
        if there { self.set(name, "") } else { self }
    }

    /// Keeps an attribute up to date; `None` takes it away.
    pub fn live(
        self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + Send + 'static,
    ) -> Self {
        self.shared(name, Arc::new(Mutex::new(value)))
    }

    #[inline(never)]
    fn shared(self, name: &'static str, value: Shared<Option<String>>) -> Self {
        self.attribute(custom_attribute(name, value).into_any_attr())
    }

    /// Hides the element while this is true.
    pub fn hidden(self, hidden: impl Fn() -> bool + Send + 'static) -> Self {
        self.live("hidden", move || hidden().then(String::new))
    }

    /// Listens to an event. `E` must be the type that the browser gives this event.
    pub fn on<E: JsCast + 'static>(
        self,
        name: &'static str,
        mut heard: impl FnMut(E) + 'static,
    ) -> Self {
        self.listen(name, Box::new(move |event| heard(event.unchecked_into())))
    }

    #[inline(never)]
    fn listen(self, name: &'static str, heard: Box<dyn FnMut(ev::Event)>) -> Self {
        self.attribute(event::on(ev::Custom::new(name), heard).into_any_attr())
    }

    /// Listens to clicks.
    pub fn click(self, mut clicked: impl FnMut() + 'static) -> Self {
        self.listen("click", Box::new(move |_| clicked()))
    }

    /// Keeps a reference to the element, which must be of that tag.
    pub fn keep<T>(self, place: NodeRef<T>) -> Self
    where
        T: ElementType + 'static,
        T::Output: JsCast + Clone + 'static,
    {
        self.attribute(node_ref::<T, _>(place).into_any_attr())
    }

    /// Sets what is inside, as HTML that can be trusted.
    #[inline(never)]
    pub fn html(self, html: impl Into<String>) -> Self {
        let html: InnerHtml<String> = inner_html(html.into());
        self.attribute(html.into_any_attr())
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, it: impl Into<String>) -> Self {
        self.view(text(it))
    }

    /// Adds a text that is kept up to date.
    pub fn live_text(self, text: impl FnMut() -> String + Send + 'static) -> Self {
        self.shared_text(Arc::new(Mutex::new(text)))
    }

    #[inline(never)]
    fn shared_text(self, text: Shared<String>) -> Self {
        self.view(text.into_any())
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(self, child: El) -> Self {
        self.view(child.done())
    }

    /// Adds a view.
    #[inline(never)]
    pub fn view(mut self, view: AnyView) -> Self {
        self.0.children.push(view);
        self
    }

    /// Adds views.
    pub fn views(mut self, views: impl IntoIterator<Item = AnyView>) -> Self {
        for view in views {
            self = self.view(view);
        }
        self
    }

    #[inline(never)]
    fn attribute(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// The finished element.
    #[inline(never)]
    pub fn done(self) -> AnyView {
        let Parts {
            tag,
            attributes,
            children,
        } = *self.0;
        match tag {
            "input" => html::input().add_any_attr(attributes).fixed(),
            // Without children there is no mark of their end, which would be text in a text area.
            _ if children.is_empty() => html::custom(tag).add_any_attr(attributes).fixed(),
            _ => html::custom(tag)
                .add_any_attr(attributes)
                .child(StaticVec::from(children))
                .fixed(),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_written_with_marks_where_its_children_end() {
        let view = el("p")
            .class("a")
            .set("data-x", "<\"&")
            .flag("hidden", true)
            .flag("inert", false)
            .text("1 < 2")
            .child(el("b").live_text(|| "3".into()));
        assert_eq!(
            view.done().to_html(),
            "<p class=\"a\" data-x=\"&lt;&quot;&amp;\" hidden=\"\">1 &lt; 2<b>3<!></b><!></p>"
        );
    }

    #[test]
    fn html_is_put_in_as_it_is_and_an_input_has_no_end() {
        assert_eq!(el("i").html("<b>x</b>").done().to_html(), "<i><b>x</b></i>");
        assert_eq!(
            el("input").set("name", "a").done().to_html(),
            "<input name=\"a\">"
        );
    }

    #[test]
    fn what_is_live_stands_in_the_first_html() {
        let view = el("p")
            .live("data-n", || Some("7".into()))
            .live("data-none", || None)
            .hidden(|| false);
        assert_eq!(view.done().to_html(), "<p data-n=\"7\"></p>");
    }
}
