package obs

import (
	"errors"
	"os"
	"os/exec"
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

// TestEveryAlertIsTried: each alert fires when it should and is quiet before, as
// promtool sees it.
func TestEveryAlertIsTried(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatal("promtool is not installed; this test needs it: apt-get install prometheus (make test does so)")
	}
	if out, err := exec.CommandContext(t.Context(), promtool, "test", "rules", "../../deploy/prometheus-rules-test.yaml").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	rules, err := os.ReadFile("../../deploy/prometheus-rules.yaml")
	tests, err2 := os.ReadFile("../../deploy/prometheus-rules-test.yaml")
	runbook, err3 := os.ReadFile("../../docs/runbook.md")
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`- alert: (\w+)`).FindAllStringSubmatch(string(rules), -1) {
		fires := regexp.MustCompile(`alertname: ` + m[1] + `\s+eval_time: \w+\s+exp_alerts:\s+- exp_labels`)
		quiet := regexp.MustCompile(`alertname: ` + m[1] + `\s+eval_time: \w+\s+exp_alerts: \[\]`)
		if !fires.Match(tests) || !quiet.Match(tests) {
			t.Errorf("%s: no test has it fire, or none has it quiet", m[1])
		}
		if !strings.Contains(string(runbook), "`"+m[1]+"`") {
			t.Errorf("docs/runbook.md does not say what to do about %s", m[1])
		}
	}
}
