package zalobot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
)

// Verify reports whether a webhook call carries our secret. Without a secret
// nothing is the platform's.
func (b *Bot) Verify(h http.Header, _ []byte) bool {
	want := sha256.Sum256([]byte(b.cfg.WebhookSecret.Reveal()))
	got := sha256.Sum256([]byte(h.Get("X-Bot-Api-Secret-Token")))
	return b.cfg.WebhookSecret.Set() && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// maxBody is more than an update ever has.
const maxBody = 128 << 10

// Screen refuses a call without our secret by its headers alone.
func (b *Bot) Screen(h http.Header) int64 {
	if !b.Verify(h, nil) {
		return 0
	}
	return maxBody
}

// Decode reads the update of a verified webhook call, bare as it comes or
// wrapped as the documentation shows it; none, with the reason, for what is
// ignored on purpose. It never fails: the platform's test of an address has a
// body that nobody documents, and wants 200.
func (b *Bot) Decode(_ http.Header, body []byte) (channels.Arrivals, error) {
	return b.decode(body), nil
}

// SetWebhook tells the platform to call address with our secret. Polling gets
// nothing from then on.
func (b *Bot) SetWebhook(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := b.call(ctx, "setWebhook", map[string]string{"url": address, "secret_token": b.cfg.WebhookSecret.Reveal()})
	if err != nil {
		return fmt.Errorf("set the Zalo Bot webhook: %w", failure(err))
	}
	var set struct {
		Verification *struct {
			OK      bool `json:"ok"`
			Outcome word `json:"outcome"`
			Hint    word `json:"hint"`
		} `json:"verification"`
	}
	if json.Unmarshal(raw, &set) == nil && set.Verification != nil && !set.Verification.OK {
		b.count(Unreached)
		b.log.Error("Zalo can't reach the bot's webhook; its client follows no redirects and calls itself Java/…, which some firewalls block",
			"outcome", httpapi.OneLine(string(set.Verification.Outcome)), "hint", httpapi.OneLine(string(set.Verification.Hint)))
	}
	return nil
}

// DeleteWebhook tells the platform to stop calling, so that polling works.
func (b *Bot) DeleteWebhook(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, err := b.call(ctx, "deleteWebhook", nil); err != nil {
		return fmt.Errorf("delete the Zalo Bot webhook: %w", failure(err))
	}
	return nil
}
