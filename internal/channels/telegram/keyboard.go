package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/chat"
)

// Limits of an inline keyboard. Telegram documents that of the data alone.
const (
	maxData    = 64 // bytes
	maxRow     = 8
	maxButtons = 100
	tinyLabel  = 3  // runes: "1", "⭐": eight fit in a row
	shortLabel = 16 // runes: two fit beside each other on a phone
)

var errKeyboard = errors.New("keyboard can't be sent")

// keyboard lays choices out: tiny labels in rows of eight, short ones in
// pairs, the others alone, always in the order given.
func keyboard(choices []chat.Choice) (string, error) {
	if len(choices) > maxButtons {
		return "", fmt.Errorf("%w: %d buttons, want at most %d", errKeyboard, len(choices), maxButtons)
	}
	rows := [][]tgbotapi.InlineKeyboardButton{}
	width := 0 // of the last row
	for i, c := range choices {
		button, err := button(c)
		if err != nil {
			return "", fmt.Errorf("button %d: %w", i+1, err)
		}
		w := perRow(button.Text)
		if last := len(rows) - 1; last >= 0 && w == width && len(rows[last]) < w {
			rows[last] = append(rows[last], button)
			continue
		}
		rows, width = append(rows, []tgbotapi.InlineKeyboardButton{button}), w
	}
	out, err := json.Marshal(tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows})
	if err != nil {
		return "", fmt.Errorf("%w: %w", errKeyboard, err)
	}
	return string(out), nil
}

func perRow(label string) int {
	switch n := utf8.RuneCountInString(label); {
	case n <= tinyLabel:
		return maxRow
	case n <= shortLabel:
		return 2
	}
	return 1
}

func button(c chat.Choice) (tgbotapi.InlineKeyboardButton, error) {
	label := valid(c.Label)
	switch {
	case label == "":
		return tgbotapi.InlineKeyboardButton{}, fmt.Errorf("%w: no label", errKeyboard)
	case c.URL != "":
		return tgbotapi.NewInlineKeyboardButtonURL(label, c.URL), nil
	case c.Data == "" || len(c.Data) > maxData || c.Data == noEffect:
		return tgbotapi.InlineKeyboardButton{}, fmt.Errorf("%w: data of %d bytes, want 1 to %d", errKeyboard, len(c.Data), maxData)
	}
	return tgbotapi.NewInlineKeyboardButtonData(label, c.Data), nil
}
