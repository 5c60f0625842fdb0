package zalobot

import (
	"strings"

	"hotro/internal/channels"
	"hotro/internal/pattern"
	"hotro/internal/secret"
)

// Config is what the operator sets.
type Config struct {
	Token         secret.String `env:"ZALOBOT_TOKEN"`
	APIURL        string        `env:"ZALOBOT_API_URL" envDefault:"https://bot-api.zaloplatforms.com"`
	Mode          string        `env:"ZALOBOT_MODE" envDefault:"poll"`
	WebhookSecret secret.String `env:"ZALOBOT_WEBHOOK_SECRET"`
}

var (
	tokenForm  = pattern.New(`^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$`)
	secretForm = pattern.New(`^[!-~]{8,256}$`)
)

// Enabled reports whether the bot is configured at all.
func (c Config) Enabled() bool { return c.Token.Set() }

// Validate returns all faults at once, joined. A Config without a token is
// valid: the bot is off.
func (c Config) Validate() error {
	var faults channels.Faults
	if c.Token.Set() && !tokenForm.MatchString(c.Token.Reveal()) {
		faults.Add("ZALOBOT_TOKEN", "does not look like 12345689:abc-xyz; copy it again from Zalo Bot Manager")
	}
	faults.Address("ZALOBOT_API_URL", c.APIURL, "https://bot-api.zaloplatforms.com")
	faults.Mode("ZALOBOT_MODE", c.Mode)
	if c.Enabled() && c.Mode == channels.ModeWebhook && !c.WebhookSecret.Set() {
		faults.Add("ZALOBOT_WEBHOOK_SECRET", "needed with ZALOBOT_MODE=webhook; set a random text of 8 to 256 letters and digits")
	}
	if c.WebhookSecret.Set() && !secretForm.MatchString(c.WebhookSecret.Reveal()) {
		faults.Add("ZALOBOT_WEBHOOK_SECRET", "want 8 to 256 characters without blanks")
	}
	return faults.Err()
}

func (c Config) botID() string {
	id, _, _ := strings.Cut(c.Token.Reveal(), ":")
	return id
}
