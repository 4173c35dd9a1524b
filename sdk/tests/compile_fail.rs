//! What must not compile: arguments in the wrong order, arguments left out.

#![cfg(all(feature = "mock", feature = "order", feature = "talent"))]

#[test]
fn swapped_and_missing_arguments_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/*.rs");
}
