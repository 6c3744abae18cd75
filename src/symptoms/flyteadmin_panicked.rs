//! flyteadmin exits with a panic; this part of its output does not contain the message.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-panicked",
    role: Consequence,
    needs_auth: false,
    patterns: [
        "panic: (*logrus.Entry)",
        "sirupsen/logrus.(*Entry).log(",
        "sirupsen/logrus.(*Entry).Panicf",
        "sirupsen/logrus.(*Entry).Logf",
        "flyteadmin/cmd.Execute",
    ],
}
