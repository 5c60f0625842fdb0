package obs

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are the program's counters. Labels are few and never hold a user.
type Metrics struct {
	Webhooks *prometheus.CounterVec   // calls of webhooks, by channel and result: see channels.HookObserver
	Events   *prometheus.CounterVec   // what an adapter notices of its platform, by channel and event: "old", "token_refused" …
	Arrivals *prometheus.CounterVec   // what is offered to the store, by channel and result: new, duplicate, full
	Turns    *prometheus.CounterVec   // turns committed, by what the dialog did; "heard" when it was not asked
	TurnTime prometheus.Histogram     // seconds from the first waiting line to the commit
	Fenced   prometheus.Counter       // turns thrown away because the conversation changed meanwhile
	Sends    *prometheus.CounterVec   // by channel and result: sent, handed (in a webhook's answer), later, unknown, refused, gone, operator; channel "any": dropped
	SendTime *prometheus.HistogramVec // seconds of one call of a platform, by channel
	Steps    *prometheus.CounterVec   // the funnel: by topic, node and result
	Handoffs *prometheus.CounterVec   // tickets opened by the dialog, by reason
	Solved   *prometheus.CounterVec   // by topic
	Ratings  *prometheus.CounterVec   // of the bot's own help, by score
	Model    *prometheus.CounterVec   // calls of the model, by what it was asked and how that went: "choose_ok"
	Refused  *prometheus.CounterVec   // what strangers asked too much of, by budget and whose part was used up; "chat" and why the page refused
	Queue    *prometheus.GaugeVec     // waiting work by queue: inbox, user, desk, dead
	Open     prometheus.Gauge         // open tickets
	Dead     prometheus.Counter       // arrivals quarantined and replies given up
	Alerts   *prometheus.CounterVec   // things a person must look at, by kind
	Broken   *prometheus.GaugeVec     // 1 for what only a person can mend, by what it is and why: package trouble
	Unfit    prometheus.Gauge         // 1 while the store takes no writes
	Polls    *Ages                    // seconds since a platform last answered a poll of ours, by channel
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
		Webhooks: c("webhooks_total", "Calls of webhooks by channel and result.", "channel", "result"),
		Events:   c("channel_events_total", "What an adapter notices of its platform, by channel and event.", "channel", "event"),
		Arrivals: c("arrivals_total", "Arrivals by channel and result, each once.", "channel", "result"),
		Turns:    c("turns_total", "Turns committed by kind.", "kind"),
		Fenced:   one("turns_fenced_total", "Turns thrown away because the conversation changed meanwhile."),
		Sends:    c("sends_total", "Sends by channel and result.", "channel", "result"),
		Steps:    c("steps_total", "Steps of the guide by result.", "topic", "node", "result"),
		Handoffs: c("handoffs_total", "Hand-offs by reason.", "why"),
		Solved:   c("solved_total", "Conversations the user called solved, by topic.", "topic"),
		Ratings:  c("ratings_total", "Ratings by score.", "score"),
		Model:    c("model_calls_total", "Model calls by outcome.", "outcome"),
		Refused:  c("refused_total", "What was refused for being too much, by budget and whose part is used up.", "budget", "whose"),
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
	m.Polls = newAges("last_poll_seconds", "Seconds since the platform last answered a poll, where this replica polls.", "channel")
	m.Broken = prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "hotro", Name: "broken", Help: "What only a person can mend, and why."}, []string{"what", "why"})
	m.Unfit = prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "hotro", Name: "store_unfit", Help: "1 while the store takes no writes."})
	reg.MustRegister(m.TurnTime, m.SendTime, m.Queue, m.Open, m.Polls, m.Broken, m.Unfit)
	return m
}

// Sent records one call of a platform.
func (m *Metrics) Sent(channel, result string, took time.Duration) {
	m.Sends.WithLabelValues(channel, result).Inc()
	m.SendTime.WithLabelValues(channel).Observe(took.Seconds())
}
