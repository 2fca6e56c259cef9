/** Where the usual endpoints are. A preset only fills in the form: everything can be changed. */
import type { ModelPreset } from '../../shared/domain/model.ts';

export const modelPresets: readonly ModelPreset[] = [
  {
    id: 'openai',
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    contextTokens: 128_000,
    hint: 'Needs a key from platform.openai.com. What you say in the chat is sent to OpenAI.',
  },
  {
    id: 'ollama',
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    needsKey: false,
    contextTokens: 8_192,
    hint: 'On this machine. Pull a model that can call tools, and set OLLAMA_CONTEXT_LENGTH to what you give here.',
  },
  {
    id: 'lm-studio',
    label: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    needsKey: false,
    contextTokens: 8_192,
    hint: 'On this machine. Load a model that can call tools and start the server under Developer.',
  },
  {
    id: 'llama.cpp',
    label: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    needsKey: false,
    contextTokens: 8_192,
    hint: 'On this machine. Start llama-server with --jinja, so that it can call tools.',
  },
  {
    id: 'openrouter',
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    needsKey: true,
    contextTokens: 128_000,
    hint: 'Needs a key from openrouter.ai. What you say in the chat is sent there and to the model you choose.',
  },
];
