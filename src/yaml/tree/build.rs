//! Builds the tree from events.

use std::collections::HashMap;

use super::node::{Data, NONE, Node, NodeId, OPEN_LIST, OPEN_MAP, OwnedProperties, Style};
use crate::text::Span;
use crate::yaml::cursor::to_u32;
use crate::yaml::error::{Result, YamlFailure, YamlFault};
use crate::yaml::limits::MAX_NODES;
use crate::yaml::parser::{Event, MaybeProperties, Parser};
use crate::yaml::scanner::{Scanned, Text, Token};

/// A document's nodes before they are resolved.
pub(in crate::yaml) struct Built {
    pub(in crate::yaml) nodes: Vec<Node>,
    pub(in crate::yaml) children: Vec<NodeId>,
    pub(in crate::yaml) properties: Vec<OwnedProperties>,
    /// `None` for a text without a document.
    pub(in crate::yaml) root: Option<NodeId>,
    /// The token that ended the document.
    pub(in crate::yaml) next: Token,
    pub(in crate::yaml) scanned: Scanned,
}

/// The node that an anchor's name refers to.
#[derive(Clone, Copy)]
enum Anchor {
    /// A list or map that is still open.
    Open {
        number: usize,
        map: bool,
    },
    Done(NodeId),
}

/// A list or map that is still open.
struct OpenNode<'a> {
    map: bool,
    style: Style,
    start: usize,
    properties: u32,
    anchor: Option<&'a str>,
    number: usize,
    /// The index of its first child among the pending ones.
    first: usize,
}

struct Builder<'a> {
    parser: Parser<'a>,
    nodes: Vec<Node>,
    children: Vec<NodeId>,
    properties: Vec<OwnedProperties>,
    frames: Vec<OpenNode<'a>>,
    /// Finished children of the open lists and maps.
    pending: Vec<NodeId>,
    anchors: HashMap<&'a str, Anchor>,
    opened: usize,
    /// The number of nodes that may still be created.
    budget: usize,
    /// The end of the last node, which is the end of a block list or map.
    last_end: usize,
}

/// Builds the first document of `text`, with at most `budget` nodes.
pub(in crate::yaml) fn build(text: &[u8], budget: usize) -> Result<Built> {
    let mut builder = Builder {
        parser: Parser::new(text),
        // A typical number for a file of this size; unused capacity is never touched.
        nodes: Vec::with_capacity((text.len() / 8).min(budget)),
        children: Vec::new(),
        properties: Vec::new(),
        frames: Vec::new(),
        pending: Vec::new(),
        anchors: HashMap::new(),
        opened: 0,
        budget,
        last_end: 0,
    };
    loop {
        match builder.parser.next()? {
            Event::StreamStart | Event::DocumentStart => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => builder.add(event)?,
        }
    }
    let root = builder.pending.pop();
    let next = builder.parser.peek_token()?;
    Ok(Built {
        nodes: builder.nodes,
        children: builder.children,
        properties: builder.properties,
        root,
        next,
        scanned: builder.parser.finish(),
    })
}

impl<'a> Builder<'a> {
    fn add(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Scalar { text, style, span, properties } => {
                let (properties, anchor) = self.keep(properties);
                let id = self.push(Data::String(text), text, style, span, properties)?;
                if let Some(name) = anchor {
                    self.anchors.insert(name, Anchor::Done(id));
                }
                Ok(())
            }
            Event::Alias { name, span } => self.add_alias(name, span),
            Event::ListStart { style, start, properties } => {
                self.open(false, style, start, properties);
                Ok(())
            }
            Event::MapStart { style, start, properties } => {
                self.open(true, style, start, properties);
                Ok(())
            }
            Event::End(end) => self.close(end),
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart | Event::DocumentEnd => Ok(()),
        }
    }

    fn add_alias(&mut self, text: Text, span: Span) -> Result<()> {
        let name = self.parser.name(text);
        let target = match self.anchors.get(name) {
            Some(Anchor::Done(id)) => *id,
            // Helm notices only after parsing that the anchor contains itself.
            Some(Anchor::Open { map: true, .. }) => OPEN_MAP,
            Some(Anchor::Open { map: false, .. }) => OPEN_LIST,
            None => {
                let message = format!("unknown anchor '{name}' referenced");
                return Err(YamlFault::yaml(YamlFailure::Alias, message, span, None));
            }
        };
        self.push(Data::Alias(target), text, Style::Plain, span, NONE)?;
        Ok(())
    }

    fn open(&mut self, map: bool, style: Style, start: usize, properties: MaybeProperties) {
        let (properties, anchor) = self.keep(properties);
        self.opened += 1;
        if let Some(name) = anchor {
            self.anchors.insert(name, Anchor::Open { number: self.opened, map });
        }
        let first = self.pending.len();
        self.last_end = self.last_end.max(start);
        self.frames.push(OpenNode { map, style, start, properties, anchor, number: self.opened, first });
    }

    fn close(&mut self, end: Option<usize>) -> Result<()> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let first = to_u32(self.children.len());
        self.children.extend(self.pending.drain(frame.first.min(self.pending.len())..));
        let count = to_u32(self.children.len()) - first;
        let data = if frame.map { Data::Map { first, count } } else { Data::List { first, count } };
        let span = Span::new(frame.start, end.unwrap_or(self.last_end).max(frame.start));
        let id = self.push(data, Text::EMPTY, frame.style, span, frame.properties)?;
        if let Some(name) = frame.anchor
            && matches!(self.anchors.get(name), Some(Anchor::Open { number, .. }) if *number == frame.number)
        {
            self.anchors.insert(name, Anchor::Done(id));
        }
        Ok(())
    }

    fn push(&mut self, data: Data, text: Text, style: Style, span: Span, properties: u32) -> Result<NodeId> {
        if self.nodes.len() >= self.budget {
            let message = format!("more than {MAX_NODES} keys and values");
            return Err(YamlFault::own(YamlFailure::Limit, message, span));
        }
        self.last_end = self.last_end.max(span.end);
        let id = NodeId(to_u32(self.nodes.len()));
        self.nodes.push(Node { data, text, start: to_u32(span.start), end: to_u32(span.end), properties, style });
        self.pending.push(id);
        Ok(id)
    }

    fn keep(&mut self, properties: MaybeProperties) -> (u32, Option<&'a str>) {
        let Some(properties) = properties else {
            return (NONE, None);
        };
        let anchor = properties.anchor.map(|(text, span)| (self.parser.name(text), span));
        self.properties.push(OwnedProperties {
            tag: properties.tag.map(|(tag, span)| (tag.into_boxed_str(), span)),
            anchor: anchor.map(|(name, span)| (name.into(), span)),
        });
        (to_u32(self.properties.len() - 1), anchor.map(|(name, _)| name))
    }
}
