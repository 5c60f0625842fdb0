// Package telegram speaks the Telegram Bot API: it decodes updates to
// chat.Incoming (by long poll or webhook), sends chat.Reply, and fetches
// files. For staff's forum group it offers the operations on topics, members and
// messages in forum.go and message.go. Nobody else knows a method of the Bot
// API or the words of a refusal: callers see the errors in failure.go.
//
// It keeps no message: what arrives is handed to a channels.Accept and only
// then confirmed to Telegram; pacing, retries and order of sending belong to
// channels.Deliver. It decides nothing about the conversation.
//
// A Bot is safe for concurrent use, except that one token has one Poll at a
// time. The token is part of every request's URL, so no error of net/http
// leaves this package as it came: see transport.
//
// Start reading at Poll (in) and Send (out).
package telegram
