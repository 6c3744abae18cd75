//! Detects the controller of a chart's Ingress by its class.

use super::Chart;
use crate::values::Value;

/// The controllers that need a separate Ingress, with an annotation, for gRPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IngressController {
    /// ingress-nginx.
    Nginx,
    /// The AWS Load Balancer Controller.
    Alb,
}

impl IngressController {
    /// Finds the controller, and the path of the class that names it. `at` returns the value at a path of the chart's
    /// values.
    pub fn find<'a>(
        chart: Chart,
        at: impl Fn(&[&'static str]) -> Option<&'a Value>,
    ) -> Option<(Vec<&'static str>, Self)> {
        let (root, classes): (&[&str], &[&[&str]]) = match chart {
            Chart::FlyteBinary => (
                &["ingress"],
                &[
                    &["grpcIngressClassName"],
                    &["ingressClassName"],
                    &["commonAnnotations", "kubernetes.io/ingress.class"],
                ],
            ),
            Chart::FlyteCore => {
                (&["common", "ingress"], &[&["ingressClassName"], &["annotations", "kubernetes.io/ingress.class"]])
            }
        };
        let paths = classes.iter().map(|keys| root.iter().chain(*keys).copied().collect::<Vec<_>>());
        let (path, class) =
            paths.filter_map(|path| at(&path).map(|class| (path, class))).find(|(_, class)| class.is_truthy())?;
        let controller = match class.as_str()? {
            "alb" => Self::Alb,
            class if class.contains("nginx") => Self::Nginx,
            _ => return None,
        };
        Some((path, controller))
    }
}
