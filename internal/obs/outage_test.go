package obs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnOutageIsLoggedOnceAtEachEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		o := Outage{Log: slog.New(slog.NewTextHandler(&out, nil)), What: "store: reading"}
		stopped, stop := context.WithCancel(t.Context())
		stop()
		away := errors.New("away")
		o.Saw(t.Context(), nil)
		o.Saw(stopped, away) // the program stops: no trouble
		for range 3 {        // a part is away: others still work
			o.Saw(t.Context(), away)
			time.Sleep(time.Second)
			o.Saw(t.Context(), nil)
		}
		for range 2 {
			time.Sleep(calm)
			o.Saw(t.Context(), nil)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "level=ERROR") || !strings.Contains(lines[1], "works again\" failures=3") {
			t.Errorf("logged:\n%s\nwant one error, and one line at the end that counts three", out.String())
		}
	})
}
