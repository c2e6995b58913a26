//! Asks the linker for what splitting needs (`cargo xtask build`; docs/architecture.md, "Size").

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Which function uses which, and which data: the splitter divides the code by that.
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
