package obs

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// names is a Registerer that keeps the names of what is registered.
type names struct {
	prometheus.Registerer
	known map[string]bool
}

var fqName = regexp.MustCompile(`fqName: "([a-z_]+)"`)

func (n names) MustRegister(cs ...prometheus.Collector) {
	for _, c := range cs {
		ch := make(chan *prometheus.Desc, 9)
		c.Describe(ch)
		close(ch)
		for d := range ch {
			n.known[fqName.FindStringSubmatch(d.String())[1]] = true
		}
	}
}

// TestTheDashboardShowsWhatThereIs: alerts and dashboard ask for metrics that
// the program has.
func TestTheDashboardShowsWhatThereIs(t *testing.T) {
	n := names{known: map[string]bool{}}
	NewMetrics(n)
	if len(n.known) < 15 {
		t.Fatalf("got %d metrics, want them all", len(n.known))
	}
	for _, file := range []string{"prometheus-rules.yaml", "grafana-dashboard.json"} {
		text, err := os.ReadFile("../../deploy/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bhotro_[a-z_]+`).FindAllString(string(text), -1) {
			if !n.known[m] && !n.known[strings.TrimSuffix(m, "_bucket")] {
				t.Errorf("%s asks for %s, which the program does not have", file, m)
			}
		}
	}
}
