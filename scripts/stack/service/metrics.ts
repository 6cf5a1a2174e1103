/** The counters, gauges and histograms of a reference server, and the two forms in which it shows the same numbers (contract C0). */
import { createRequire } from "node:module";
import { PerformanceObserver } from "node:perf_hooks";
import type * as PromClient from "prom-client";

// File by file: its index also loads cluster, https and zlib for what is not used here, 20 ms of a start.
const require = createRequire(import.meta.url);
const Counter: typeof PromClient.Counter = require("prom-client/lib/counter.js");
const Gauge: typeof PromClient.Gauge = require("prom-client/lib/gauge.js");
const Histogram: typeof PromClient.Histogram = require("prom-client/lib/histogram.js");
const Registry: typeof PromClient.Registry = require("prom-client/lib/registry.js");

const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const gcBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];

export interface Metrics {
  readonly registry: PromClient.Registry;
  readonly requests: PromClient.Counter;
  /** Answers of 500 and above. */
  readonly errors: PromClient.Counter;
  readonly requestLatency: PromClient.Histogram;
  readonly databaseQueries: PromClient.Counter;
  counter(name: string, help: string): PromClient.Counter;
  gauge(name: string, help: string, read: () => number): void;
  histogram(name: string, help: string, buckets?: readonly number[]): PromClient.Histogram;
}

/** No metric has labels, so that each is one number in the JSON form. */
export function createMetrics(prefix: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter: Metrics["counter"] = (name, help) => new Counter({ name: `${prefix}_${name}`, help, registers });
  const histogram: Metrics["histogram"] = (name, help, buckets = latencyBuckets) =>
    new Histogram({ name: `${prefix}_${name}`, help, buckets: [...buckets], registers });
  const gcPause = histogram("gc_pause_seconds", "Garbage collection pauses", gcBuckets);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcPause.observe(duration / 1000);
  }).observe({ entryTypes: ["gc"] });
  return {
    registry,
    requests: counter("requests_total", "Requests answered; /health and /metrics are not counted"),
    errors: counter("errors_total", "Requests answered with a status of 500 or above"),
    requestLatency: histogram("request_latency_seconds", "From the request's arrival to its answer"),
    databaseQueries: counter("db_queries_total", "Statements sent to the database"),
    counter,
    histogram,
    gauge(name, help, read) {
      new Gauge({
        name: `${prefix}_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}

interface PlainMetric {
  readonly name: string;
  readonly help_text: string;
  readonly value: number;
}

interface JsonHistogram {
  readonly name: string;
  readonly help_text: string;
  readonly buckets: readonly { readonly bucket_le: number | "+Inf"; readonly count: number }[];
  readonly count: number;
  readonly sum: number;
}

export interface MetricsDocument {
  readonly counters: readonly PlainMetric[];
  readonly gauges: readonly PlainMetric[];
  readonly histograms: readonly JsonHistogram[];
}

export async function metricsAsJson({ registry }: Metrics): Promise<MetricsDocument> {
  const counters: PlainMetric[] = [];
  const gauges: PlainMetric[] = [];
  const histograms: JsonHistogram[] = [];
  for (const { name, help, type, values } of await registry.getMetricsAsJSON()) {
    if (String(type) === "histogram") {
      const seriesValue = (suffix: string): number =>
        values.find((value) => "metricName" in value && value.metricName === `${name}_${suffix}`)?.value ?? 0;
      const buckets = values
        .filter(({ labels }) => labels.le !== undefined)
        .map(({ labels, value }) => ({ bucket_le: toBound(labels.le), count: value }));
      histograms.push({ name, help_text: help, buckets, count: seriesValue("count"), sum: seriesValue("sum") });
    } else {
      const into = String(type) === "counter" ? counters : gauges;
      into.push({ name, help_text: help, value: values[0]?.value ?? 0 });
    }
  }
  return { counters, gauges, histograms };
}

/** JSON has no infinity: it is written as in the text form. */
function toBound(le: string | number | undefined): number | "+Inf" {
  return typeof le === "number" ? le : "+Inf";
}
