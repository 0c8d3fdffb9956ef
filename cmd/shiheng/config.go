package main

import (
	"fmt"
	"io"

	"shiheng.internal/api"
	"shiheng.internal/app"
)

type configCommand struct{}

// Run prints the settings in force: the defaults, the file, the environment.
func (configCommand) Run(t terminal) error {
	s, err := app.LoadSettings(t.config, t.environ)
	if err != nil {
		return err
	}
	_, err = io.WriteString(t.out, app.PrintSettings(s))
	return err
}

type openapiCommand struct{}

// Run prints the description of the API.
func (openapiCommand) Run(t terminal) error {
	b, err := api.OpenAPI()
	if err != nil {
		return fmt.Errorf("describe the API: %w", err)
	}
	_, err = t.out.Write(b)
	return err
}
