import { type Port, serve } from '../rpc';
import { createDemoHandler } from './handler';

serve<Record<string, never>>(self as unknown as Port, createDemoHandler());
