package dialog_test

import (
	"sync"
	"testing"

	"hotro/internal/dialog"
)

// TestTurnsTogetherAreTurnsAlone has many conversations step at once, on an engine
// that has looked nothing up yet: what turns share changes nothing of what is said.
func TestTurnsTogetherAreTurnsAlone(t *testing.T) {
	lines := []string{"em bị lỗi FROM_NUMBER_NOT_FOUND", "chị nói là lỗi micro", "em dùng chrome", "đợi em tí", "how do I reload the page", "3"}
	states := func(e *dialog.Engine, line string) string {
		o := e.Step(dialog.State{}, []dialog.Line{textLine(line)}, monday)
		o = e.Step(o.State, []dialog.Line{textLine("vẫn không được")}, monday)
		return string(kept(t, o.State))
	}
	alone, want := mustShipped(t), map[string]string{}
	for _, line := range lines {
		want[line] = states(alone, line)
	}
	together := mustShipped(t)
	var wg sync.WaitGroup
	for range 4 {
		for _, line := range lines {
			wg.Go(func() {
				if got := states(together, line); got != want[line] {
					t.Errorf("%q among others leaves\n%s\nalone\n%s", line, got, want[line])
				}
			})
		}
	}
	wg.Wait()
}
