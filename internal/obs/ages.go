package obs

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Ages tells how long ago things last happened, reckoned when it is asked.
// What never happened here is not told. Safe for concurrent use.
type Ages struct {
	desc *prometheus.Desc
	now  func() time.Time

	mu   sync.Mutex
	last map[string]time.Time
}

func newAges(name, help, label string) *Ages {
	return &Ages{
		desc: prometheus.NewDesc("hotro_"+name, help, []string{label}, nil), now: time.Now, last: map[string]time.Time{},
	}
}

// Happened notes that it has just happened.
func (a *Ages) Happened(label string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last[label] = a.now()
}

// Over forgets what this replica does no longer.
func (a *Ages) Over(label string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.last, label)
}

// Describe is prometheus.Collector.
func (a *Ages) Describe(ch chan<- *prometheus.Desc) { ch <- a.desc }

// Collect is prometheus.Collector.
func (a *Ages) Collect(ch chan<- prometheus.Metric) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for label, at := range a.last {
		ch <- prometheus.MustNewConstMetric(a.desc, prometheus.GaugeValue, a.now().Sub(at).Seconds(), label)
	}
}
