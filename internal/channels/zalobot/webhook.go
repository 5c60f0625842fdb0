package zalobot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"

	"hotro/internal/channels"
)

// Verify reports whether a webhook call carries our secret. Without a secret
// nothing is the platform's.
func (b *Bot) Verify(h http.Header, _ []byte) bool {
	want := sha256.Sum256([]byte(b.cfg.WebhookSecret.Reveal()))
	got := sha256.Sum256([]byte(h.Get("X-Bot-Api-Secret-Token")))
	return b.cfg.WebhookSecret.Set() && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// Decode reads the update of a verified webhook call, bare as it comes or
// wrapped as the documentation shows it; none for what is ignored on purpose.
func (b *Bot) Decode(_ http.Header, body []byte) (channels.Arrivals, error) {
	in, err := b.decode(body)
	return channels.Arrivals{Messages: in}, err
}

// SetWebhook tells the platform to call address with our secret. Polling gets
// nothing from then on.
func (b *Bot) SetWebhook(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := b.call(ctx, "setWebhook", map[string]string{"url": address, "secret_token": b.cfg.WebhookSecret.Reveal()})
	if err != nil {
		return fmt.Errorf("set the Zalo Bot webhook: %w", failure(err))
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
