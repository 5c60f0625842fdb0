package telegram

import (
	"context"
	"encoding/json"
	"fmt"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/chat"
	"hotro/prompts"
)

// SetCommands puts the commands behind the chat's menu button: those of the
// first language for everybody, those of the others for users of theirs.
func (b *Bot) SetCommands(ctx context.Context, languages ...*prompts.Say) error {
	for i, say := range languages {
		list, err := json.Marshal(commands(say))
		if err != nil {
			return fmt.Errorf("telegram commands: %w", err)
		}
		p := map[string]string{"commands": string(list), "scope": `{"type":"all_private_chats"}`}
		if i > 0 {
			p["language_code"] = say.Lang()
		}
		if _, err := b.call(ctx, "setMyCommands", p); err != nil {
			return err
		}
	}
	return nil
}

// Command is a command behind a chat's menu button.
type Command struct{ Name, Help string }

// SetGroupCommands puts commands behind the menu button of one group: for
// members whose language is lang, or for everybody else when that is empty.
func (f *Forum) SetGroupCommands(ctx context.Context, group chat.Address, lang string, commands []Command) error {
	list := make([]tgbotapi.BotCommand, len(commands))
	for i, c := range commands {
		list[i] = tgbotapi.BotCommand{Command: c.Name, Description: c.Help}
	}
	encoded, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("telegram commands: %w", err)
	}
	p := map[string]string{"commands": string(encoded), "scope": `{"type":"chat","chat_id":` + group.Chat + `}`}
	if lang != "" {
		p["language_code"] = lang
	}
	return f.ensure(ctx, "setMyCommands", p)
}

// commands names the commands in the language's own words; the dialog
// understands both sets whatever the language.
func commands(say *prompts.Say) []tgbotapi.BotCommand {
	human, restart := "human", "restart"
	if say.Lang() == "vi" {
		human, restart = "nhanvien", "lamlai"
	}
	return []tgbotapi.BotCommand{
		{Command: "start", Description: say.T("telegram.command_start")},
		{Command: "menu", Description: say.T("telegram.command_menu")},
		{Command: human, Description: say.T("telegram.command_human")},
		{Command: restart, Description: say.T("telegram.command_restart")},
		{Command: "help", Description: say.T("telegram.command_help")},
	}
}
