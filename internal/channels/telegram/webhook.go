package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"

	"hotro/internal/channels"
)

// Verify reports whether a webhook call carries our secret. Without a secret
// nothing is Telegram's.
func (b *Bot) Verify(h http.Header, _ []byte) bool {
	want := sha256.Sum256([]byte(b.cfg.WebhookSecret.Reveal()))
	got := sha256.Sum256([]byte(h.Get("X-Telegram-Bot-Api-Secret-Token")))
	return b.cfg.WebhookSecret.Set() && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// maxBody is more than an update ever has: a long message that answers another,
// both with every letter escaped.
const maxBody = 256 << 10

// Screen refuses a call without our secret by its headers alone.
func (b *Bot) Screen(h http.Header) int64 {
	if !b.Verify(h, nil) {
		return 0
	}
	return maxBody
}

// Decode reads the one update of a verified webhook call. Call Taken with
// what it returned once that is stored.
func (b *Bot) Decode(_ http.Header, body []byte) (channels.Arrivals, error) {
	a, err := b.decodeUpdate(body)
	if err != nil {
		return channels.Arrivals{}, err
	}
	b.note(a.id, a, nil)
	return channels.Arrivals{Messages: a.in, Ignored: a.ignored}, nil
}

// SetWebhook tells Telegram to call url with our secret. What waits since the
// last poll is delivered there.
func (b *Bot) SetWebhook(ctx context.Context, url string) error {
	_, err := b.call(ctx, "setWebhook", map[string]string{
		"url": url, "secret_token": b.cfg.WebhookSecret.Reveal(), "allowed_updates": allowedUpdates, "max_connections": "40",
	})
	return err
}
