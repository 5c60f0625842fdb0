package desk

import (
	"errors"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"hotro/internal/secret"
	"hotro/internal/worktime"
)

// Config is what the operator sets about the desk.
type Config struct {
	Hours    string        `env:"DESK_HOURS"` // see worktime.Parse; empty: always open
	Timezone string        `env:"DESK_TIMEZONE" envDefault:"Asia/Ho_Chi_Minh"`
	SLA      time.Duration `env:"DESK_SLA" envDefault:"15m"`     // working time in which a person answers
	Reopen   time.Duration `env:"DESK_REOPEN" envDefault:"24h"`  // how long a closed ticket can be reopened by its user
	Quiet    time.Duration `env:"DESK_QUIET" envDefault:"30m"`   // silence in Zalo's own app after which the bot may speak again
	Silence  time.Duration `env:"DESK_SILENCE" envDefault:"72h"` // silence of the user after words of staff, after which a ticket ends
	// LoginSecret is a fixed token for the first login to the web desk. Whoever
	// has it is a lead, for as long as it is set.
	LoginSecret secret.String `env:"DESK_LOGIN_SECRET"`
	// EscalationChat is a second Telegram chat (a group, or a lead's private
	// chat with the bot) that is told about tickets left alone too long.
	EscalationChat string `env:"DESK_ESCALATION_CHAT"`
}

// minSecret is how long the login's secret has to be: it can be tried for as
// long as it is set, by anybody who reaches the desk.
const minSecret = 20

var chatForm = regexp.MustCompile(`^-?[1-9][0-9]{0,18}$`)

// Validate returns every fault of the configuration, joined.
func (c Config) Validate() error {
	var faults []error
	if _, err := c.Work(); err != nil {
		faults = append(faults, err)
	}
	for _, d := range []struct {
		name string
		is   time.Duration
	}{{"DESK_SLA", c.SLA}, {"DESK_REOPEN", c.Reopen}, {"DESK_QUIET", c.Quiet}} {
		if d.is < time.Second {
			faults = append(faults, fmt.Errorf("%s: %s is too short; want at least a second, such as 15m", d.name, d.is))
		}
	}
	if c.Silence <= silenceTold {
		faults = append(faults, fmt.Errorf("DESK_SILENCE: %s is too short; want more than a day, such as 72h: the user is told a day before", c.Silence))
	}
	if n := utf8.RuneCountInString(c.LoginSecret.Reveal()); n > 0 && n < minSecret {
		faults = append(faults, fmt.Errorf("DESK_LOGIN_SECRET: %d characters are too few; want at least %d, such as openssl rand -hex 24 prints", n, minSecret))
	}
	if c.EscalationChat != "" && !chatForm.MatchString(c.EscalationChat) {
		faults = append(faults, fmt.Errorf("DESK_ESCALATION_CHAT: %q is not a chat id; want a number such as -1001234567890", c.EscalationChat))
	}
	return errors.Join(faults...)
}

// Work returns the working hours.
func (c Config) Work() (worktime.Hours, error) {
	loc, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return worktime.Hours{}, fmt.Errorf("DESK_TIMEZONE: %q is not a time zone; want a name such as Asia/Ho_Chi_Minh", c.Timezone)
	}
	h, err := worktime.Parse(c.Hours, loc)
	if err != nil {
		return worktime.Hours{}, fmt.Errorf("DESK_HOURS: %w", err)
	}
	return h, nil
}
