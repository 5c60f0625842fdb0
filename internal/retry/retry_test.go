package retry_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/retry"
)

var errAway = errors.New("the platform is away")

func TestBackoffDoublesToItsMost(t *testing.T) {
	b := retry.Backoff{First: time.Second, Most: 5 * time.Second}
	for failures, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 4: 5 * time.Second, 1 << 30: 5 * time.Second} {
		if got := b.After(failures); got != want {
			t.Errorf("after %d failures: pause of %v, want %v", failures, got, want)
		}
	}
	if got := retry.Every(time.Minute).After(9); got != time.Minute {
		t.Errorf("an even pause became %v", got)
	}
}

func TestUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, tries := time.Now(), 0
		err := retry.Until(t.Context(), 0, retry.Backoff{First: time.Second, Most: 2 * time.Second}, func(context.Context) error {
			if tries++; tries < 4 {
				return errAway
			}
			return nil
		})
		if err != nil || tries != 4 || time.Since(began) != 5*time.Second {
			t.Errorf("%v after %d tries in %v; want success after 4 in 5s", err, tries, time.Since(began))
		}
	})
}

func TestUntilTheTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		err := retry.Until(t.Context(), 3*time.Second, retry.Every(time.Second), func(ctx context.Context) error {
			if time.Since(began) >= 2*time.Second { // the last call hangs until it is cut off
				<-ctx.Done()
				return ctx.Err()
			}
			return errAway
		})
		if !errors.Is(err, errAway) || time.Since(began) != 3*time.Second {
			t.Errorf("%v after %v; want the failure that says why, after 3s", err, time.Since(began))
		}
	})
}

func TestUntilTriesOnceWhenTheTimeIsOver(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	tries := 0
	err := retry.Until(ctx, 0, retry.Every(time.Hour), func(ctx context.Context) error { tries++; return ctx.Err() })
	if !errors.Is(err, context.Canceled) || tries != 1 {
		t.Errorf("%v after %d tries; want one try and its failure", err, tries)
	}
}

func TestPermanentEndsIt(t *testing.T) {
	tries := 0
	err := retry.Until(t.Context(), 0, retry.Every(time.Hour), func(context.Context) error { tries++; return retry.Permanent(errAway) })
	if err != errAway || tries != 1 { //nolint:errorlint // the mark must be off
		t.Errorf("%v after %d tries; want the failure itself after one", err, tries)
	}
	if err := retry.Permanent(nil); err != nil {
		t.Errorf("nothing wrong became %v", err)
	}
}

func TestForeverSaysSoOnce(t *testing.T) {
	for name, c := range map[string]struct {
		last error
		say  []string
	}{
		"works at last":    {nil, []string{"WARN", "INFO"}},
		"is never to work": {retry.Permanent(errAway), []string{"WARN", "ERROR"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out bytes.Buffer
				tries := 0
				retry.Forever(t.Context(), slog.New(slog.NewTextHandler(&out, nil)), "a thing", func(context.Context) error {
					if tries++; tries < 5 {
						return errAway
					}
					return c.last
				})
				lines := strings.Split(strings.TrimSpace(out.String()), "\n")
				if len(lines) != len(c.say) || !strings.Contains(lines[0], c.say[0]) || !strings.Contains(lines[1], c.say[1]) {
					t.Errorf("said:\n%s\nwant one line each of %v", out.String(), c.say)
				}
			})
		})
	}
}

func TestForeverEndsQuietlyWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		var out bytes.Buffer
		retry.Forever(ctx, slog.New(slog.NewTextHandler(&out, nil)), "a thing", func(context.Context) error { return errAway })
		if n := strings.Count(out.String(), "\n"); n != 1 {
			t.Errorf("said %d lines in an hour of failures, want 1:\n%s", n, out.String())
		}
	})
}
