// Package obs is what operators see: log lines that can't hold a secret, the
// metrics, and the one line per turn that tells what the bot did without the
// customer's words.
//
// It decides nothing and imports nothing of the program. Safe for concurrent
// use. Start reading at NewLog and Metrics.
package obs

import (
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"time"
)

// NewLog returns a logger writing to w. format is "text" or "json", level one
// of debug, info, warn, error; an empty one means text and info. Of errors and
// warnings with one cause only the first is written (see oncePerCause).
func NewLog(w io.Writer, format, level string) (*slog.Logger, error) {
	var l slog.Level
	if level != "" {
		if err := l.UnmarshalText([]byte(level)); err != nil {
			return nil, fmt.Errorf("LOG_LEVEL=%s: write debug, info, warn or error", level)
		}
	}
	o := &slog.HandlerOptions{Level: l, ReplaceAttr: redact}
	var h slog.Handler
	switch format {
	case "", "text":
		h = slog.NewTextHandler(w, o)
	case "json":
		h = slog.NewJSONHandler(w, o)
	default:
		return nil, fmt.Errorf("LOG_FORMAT=%s: write text or json", format)
	}
	return slog.New(oncePerCause{h, &met{last: map[string]time.Time{}}}), nil
}

// redact is the last net under secret.String: whatever looks like a bot token,
// a bearer credential or an id that opens a conversation never leaves the
// process, not even inside an error of a library.
func redact(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		if s := a.Value.String(); suspicious(s) {
			a.Value = slog.StringValue(Redact(s))
		}
	case slog.KindAny:
		switch v := a.Value.Any().(type) {
		case error:
			a.Value = slog.StringValue(Redact(v.Error()))
		case fmt.Stringer:
			a.Value = slog.StringValue(Redact(v.String()))
		}
	}
	return a
}

var (
	secrets = regexp.MustCompile(`\d{6,}:[A-Za-z0-9_-]{10,}|(?i:bearer )[A-Za-z0-9._~+/-]+=*|\b(?i:sk|SK)[-.][A-Za-z0-9._-]{16,}`)
	opaque  = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
)

func suspicious(s string) bool {
	return len(s) >= 32 || strings.Contains(s, ":") || strings.Contains(s, "earer ") || strings.Contains(s, "sk-")
}

// Redact replaces what looks like a credential.
func Redact(s string) string {
	return opaque.ReplaceAllStringFunc(secrets.ReplaceAllString(s, "***"), Short)
}

// Short is what a log says in place of an id that opens something, such as a
// web visitor's conversation: the same for the same id, so that its lines can
// be found together, and no way back to it.
func Short(id string) string { return fmt.Sprintf("#%x", sha256.Sum256([]byte(id)))[:9] }
