import { createRoot } from 'react-dom/client';
import { must } from '../core';
import { App } from './App';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/gallery.css';
import './styles/cards.css';
import './styles/overlays.css';
import { followTheme } from './theme';

followTheme();
createRoot(must(document.getElementById('root'), 'the root element')).render(<App />);
