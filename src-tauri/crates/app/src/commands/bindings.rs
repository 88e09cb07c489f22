//! Writes the TypeScript side of the command list: every type once, then the `Commands` table.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

/// The bindings file while it is being collected.
pub(crate) struct File {
    config: Config,
    seen: HashSet<TypeId>,
    types: BTreeMap<String, String>,
    commands: String,
}

impl File {
    pub(crate) fn new() -> Self {
        let config = Config::new().with_large_int("number");
        Self {
            config,
            seen: HashSet::new(),
            types: BTreeMap::new(),
            commands: String::new(),
        }
    }

    /// Adds one command with the types it mentions.
    pub(crate) fn command<Req: TS + 'static, Res: TS + 'static>(&mut self, name: &str, doc: &str) {
        self.root::<Req>();
        self.root::<Res>();
        let (req, res) = (Req::name(&self.config), Res::name(&self.config));
        let doc = doc.trim();
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.commands,
            "  /** {doc} */\n  {name}: {{ req: {req}; res: {res} }};"
        );
    }

    /// Adds a type that no command names.
    pub(crate) fn root<T: TS + 'static>(&mut self) {
        self.visit::<T>();
        T::visit_generics(self);
    }

    /// The whole file.
    pub(crate) fn finish(self) -> String {
        let mut text = String::from(
            "// Generated from the command list (crates/app/src/commands.rs). Do not edit.\n\n",
        );
        for decl in self.types.values() {
            let _ = writeln!(text, "export {decl}\n");
        }
        let _ = write!(text, "export interface Commands {{\n{}}}\n", self.commands);
        text
    }
}

impl TypeVisitor for File {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.types
                .insert(T::ident(&self.config), T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
