package obs

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are the program's counters. Labels are few and never hold a user.
type Metrics struct {
	In       *prometheus.CounterVec   // arrivals stored, by channel and result (new, duplicate, full, forged, undecodable, old)
	Turns    *prometheus.CounterVec   // turns committed, by kind
	TurnTime prometheus.Histogram     // seconds from the first waiting line to the commit
	Fenced   prometheus.Counter       // turns thrown away because somebody else was faster
	Sends    *prometheus.CounterVec   // by channel and result (sent, later, unknown, refused, gone, operator, dropped, gaveup)
	SendTime *prometheus.HistogramVec // seconds of one platform call, by channel
	Steps    *prometheus.CounterVec   // the funnel: by topic, node and result
	Handoffs *prometheus.CounterVec   // by reason
	Solved   *prometheus.CounterVec   // by topic
	Ratings  *prometheus.CounterVec   // by score
	Model    *prometheus.CounterVec   // model calls by outcome
	Queue    *prometheus.GaugeVec     // waiting work by queue
	Open     prometheus.Gauge         // open tickets
	Dead     prometheus.Counter       // dead letters written
	Alerts   *prometheus.CounterVec   // things a person must look at, by kind
}

// NewMetrics registers the counters with reg.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	c := func(name, help string, labels ...string) *prometheus.CounterVec {
		v := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "hotro", Name: name, Help: help}, labels)
		reg.MustRegister(v)
		return v
	}
	one := func(name, help string) prometheus.Counter {
		v := prometheus.NewCounter(prometheus.CounterOpts{Namespace: "hotro", Name: name, Help: help})
		reg.MustRegister(v)
		return v
	}
	m := &Metrics{
		In:       c("arrivals_total", "Arrivals by channel and result.", "channel", "result"),
		Turns:    c("turns_total", "Turns committed by kind.", "kind"),
		Fenced:   one("turns_fenced_total", "Turns thrown away because the conversation changed meanwhile."),
		Sends:    c("sends_total", "Sends by channel and result.", "channel", "result"),
		Steps:    c("steps_total", "Steps of the guide by result.", "topic", "node", "result"),
		Handoffs: c("handoffs_total", "Hand-offs by reason.", "why"),
		Solved:   c("solved_total", "Conversations the user called solved, by topic.", "topic"),
		Ratings:  c("ratings_total", "Ratings by score.", "score"),
		Model:    c("model_calls_total", "Model calls by outcome.", "outcome"),
		Dead:     one("dead_letters_total", "Dead letters written."),
		Alerts:   c("alerts_total", "Things a person must look at.", "kind"),
		TurnTime: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "hotro", Name: "turn_seconds", Help: "From the first waiting line to the commit.",
			Buckets: prometheus.ExponentialBuckets(0.005, 2, 14),
		}),
		SendTime: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "hotro", Name: "send_seconds", Help: "One call of a platform.",
			Buckets: prometheus.ExponentialBuckets(0.005, 2, 14),
		}, []string{"channel"}),
		Queue: prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "hotro", Name: "queue_depth", Help: "Waiting work."}, []string{"queue"}),
		Open:  prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "hotro", Name: "tickets_open", Help: "Open tickets."}),
	}
	reg.MustRegister(m.TurnTime, m.SendTime, m.Queue, m.Open)
	return m
}

// Sent records one call of a platform.
func (m *Metrics) Sent(channel, result string, took time.Duration) {
	m.Sends.WithLabelValues(channel, result).Inc()
	m.SendTime.WithLabelValues(channel).Observe(took.Seconds())
}
