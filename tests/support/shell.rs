//! The built program as somebody calls it in a shell, with a home of its own.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs it in `home`, as somebody who reads Chinese.
pub fn run(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("LANG", "zh_CN.UTF-8")
        .env("USER", "测试员")
        .current_dir(home)
        .output()
        .expect("runs")
}

/// What it prints when all goes well.
pub fn prints(home: &Path, arguments: &[&str]) -> String {
    let output = run(home, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether it goes well, and all that it says.
pub fn said(home: &Path, arguments: &[&str]) -> (bool, String) {
    let output = run(home, arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("UTF-8"))
}
